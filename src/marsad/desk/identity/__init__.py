"""Who is who, decided in the browser: names taken for one actor or told apart, with what speaks for and against it."""
