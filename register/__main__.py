"""Let ``python -m register`` do what the console script ``register`` does."""

from commandline.main import main

main()
