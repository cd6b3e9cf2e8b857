"""Articles and frequent questions: versions, search, what readers say of them."""
