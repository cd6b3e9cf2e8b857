"""The contact form as a way in: a submission is kept byte for byte before anything else is done with it."""
