"""The trust lists that come with verifyctl: certificates as published, see the README beside them."""
