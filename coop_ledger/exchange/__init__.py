"""What is brought in and sent out."""
