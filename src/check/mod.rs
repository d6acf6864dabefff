//! What stands in the way of handing a plan in.
