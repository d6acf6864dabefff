## Keys
