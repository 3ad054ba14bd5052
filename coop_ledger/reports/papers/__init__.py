"""The papers, one module each: figures in, a frozen Document out."""
