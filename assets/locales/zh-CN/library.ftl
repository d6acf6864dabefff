## The measure library
