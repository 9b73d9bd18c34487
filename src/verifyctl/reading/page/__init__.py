"""The room where a picture becomes a page fit for reading, and the way back to the picture is kept."""
