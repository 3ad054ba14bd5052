@echo off
rem dev run, dev test: see dev.py, which does the work. Python comes from python.org (3.11 or newer).
py -3 "%~dp0dev.py" %*
