"""For tools that look for manage.py; people use the `samdrift` command."""

from samdrift.config.command import main

if __name__ == "__main__":
    main()
