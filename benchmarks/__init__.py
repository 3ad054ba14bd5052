"""What speed is held to: ratios against the raw limit, measured in the same run.

    python -m benchmarks               every row, on books of 10k and 100k postings
    python -m benchmarks --millions    also on 1M postings (some minutes)
    python -m benchmarks recording     the rows of one subject

Never an absolute time: CPU of the program over CPU of the limit, the median of
interleaved rounds, printed as a table with the goal beside it.
"""
