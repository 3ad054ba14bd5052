"""Parts of pages that several of them use, on an open book."""
