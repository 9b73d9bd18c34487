"""`python -m verifyctl` is the same program as `verifyctl`."""

from verifyctl.cli.main import main

if __name__ == "__main__":
    main()
