"""`verifyctl known`: keep stores of known images, search them, share what they hold."""
