//! Orders: which members of a list kept theirs, and two orders made one.

/// Tells of each number whether it belongs to a longest rising run of them: those stayed in order,
/// the others moved.
pub(super) fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    // For each length, the place of the smallest number that ends a run of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end) < Some(number));
        before.push(length.checked_sub(1).and_then(|length| ends.get(length)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(stays) = stays.get_mut(at) {
            *stays = true;
        }
        next = before.get(at).copied().flatten();
    }
    stays
}

/// What came of two orders.
pub(super) struct Order {
    /// The members in order.
    pub(super) members: Vec<usize>,
    /// Those that both sides moved, but not to the same place.
    pub(super) apart: Vec<usize>,
}

/// Makes one order of the members of a list: those that nobody moved keep the order of the base, new
/// ones follow the member behind which their side put them, and moved ones the nearest member that
/// the other side left in its place. `ours_of` tells whose place counts where both moved a member.
pub(super) fn merge(
    base: &[usize],
    ours: &[usize],
    theirs: &[usize],
    ours_of: &dyn Fn(usize) -> bool,
) -> Order {
    if ours == theirs && missing(ours, [base]).is_empty() {
        return Order { members: ours.to_vec(), apart: Vec::new() };
    }
    let size = base.iter().chain(ours).chain(theirs).max().map_or(0, |most| most + 1);
    let base_place = places(base, size);
    let (our_place, their_place) = (places(ours, size), places(theirs, size));
    let (our_moves, their_moves) = (moves(ours, &base_place), moves(theirs, &base_place));
    let is = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or(false);
    let has = |places: &[Option<usize>], at: usize| places.get(at).copied().flatten().is_some();
    let mut apart = Vec::new();
    let mut by_theirs = vec![false; size];
    for &member in base {
        if !is(&our_moves, member) || !is(&their_moves, member) {
            continue;
        }
        if predecessor(ours, &our_place, member) != predecessor(theirs, &their_place, member) {
            apart.push(member);
            if !ours_of(member)
                && let Some(by_theirs) = by_theirs.get_mut(member)
            {
                *by_theirs = true;
            }
        }
    }
    let mut chain = Chain::new(size);
    let mut last = None;
    for &member in base {
        let stays = has(&our_place, member)
            && has(&their_place, member)
            && !is(&our_moves, member)
            && !is(&their_moves, member);
        if stays {
            chain.put(last, member);
            last = Some(member);
        }
    }
    let mut put_by_ours = vec![false; size];
    for &member in ours {
        let theirs_moved = is(&their_moves, member) && !is(&our_moves, member);
        if chain.has(member) || theirs_moved || is(&by_theirs, member) {
            continue;
        }
        let behind = nearest_before(ours, &our_place, member, &|before| chain.has(before));
        chain.put(behind, member);
        if let Some(put) = put_by_ours.get_mut(member) {
            *put = true;
        }
    }
    for &member in theirs {
        if chain.has(member) {
            continue;
        }
        // What they moved keeps to members that we left where they were; what is new goes with its
        // neighbour, wherever we moved that.
        let moved = has(&base_place, member);
        let mut behind = nearest_before(theirs, &their_place, member, &|before| {
            chain.has(before) && !(moved && is(&our_moves, before))
        });
        // What we put at the same place comes first.
        while let Some(next) = chain.next(behind)
            && is(&put_by_ours, next)
            && !has(&their_place, next)
        {
            behind = Some(next);
        }
        chain.put(behind, member);
    }
    let mut members = chain.all();
    let rest = missing(&members, [base, ours]);
    members.extend(rest);
    Order { members, apart }
}

fn missing<const N: usize>(members: &[usize], lists: [&[usize]; N]) -> Vec<usize> {
    let mut seen: std::collections::HashSet<usize> = members.iter().copied().collect();
    lists.into_iter().flatten().copied().filter(|member| seen.insert(*member)).collect()
}

fn places(list: &[usize], size: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; size];
    for (place, member) in list.iter().enumerate() {
        if let Some(slot) = places.get_mut(*member) {
            *slot = Some(place);
        }
    }
    places
}

/// Tells of the members that stand in the base too which ones moved.
fn moves(list: &[usize], base_place: &[Option<usize>]) -> Vec<bool> {
    let common: Vec<(usize, usize)> = list
        .iter()
        .filter_map(|member| Some((*member, base_place.get(*member).copied().flatten()?)))
        .collect();
    let stays = longest_rise(&common.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let mut moves = vec![false; base_place.len()];
    for ((member, _), stays) in common.into_iter().zip(stays) {
        if let Some(moves) = moves.get_mut(member) {
            *moves = !stays;
        }
    }
    moves
}

fn predecessor(list: &[usize], places: &[Option<usize>], member: usize) -> Option<usize> {
    list.get(places.get(member).copied().flatten()?.checked_sub(1)?).copied()
}

/// Returns the nearest member before this one in a list that fits.
fn nearest_before(
    list: &[usize],
    places: &[Option<usize>],
    member: usize,
    fits: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let place = places.get(member).copied().flatten()?;
    list.get(..place)?.iter().rev().copied().find(|before| fits(*before))
}

/// A linked list of numbers below a limit.
struct Chain {
    first: Option<usize>,
    next: Vec<Option<usize>>,
    has: Vec<bool>,
}

impl Chain {
    fn new(size: usize) -> Self {
        Self { first: None, next: vec![None; size], has: vec![false; size] }
    }

    fn has(&self, member: usize) -> bool {
        self.has.get(member).copied().unwrap_or(false)
    }

    /// Returns the member behind this one; the first one behind none.
    fn next(&self, member: Option<usize>) -> Option<usize> {
        match member {
            None => self.first,
            Some(member) => self.next.get(member).copied().flatten(),
        }
    }

    /// Puts a member behind another one, or first.
    fn put(&mut self, behind: Option<usize>, member: usize) {
        let after = self.next(behind);
        if let (Some(next), Some(has)) = (self.next.get_mut(member), self.has.get_mut(member)) {
            *next = after;
            *has = true;
        }
        match behind.and_then(|behind| self.next.get_mut(behind)) {
            Some(next) => *next = Some(member),
            None => self.first = Some(member),
        }
    }

    fn all(&self) -> Vec<usize> {
        let mut all = Vec::new();
        let mut at = self.first;
        while let Some(member) = at {
            all.push(member);
            at = self.next(Some(member));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &[usize], ours: &[usize], theirs: &[usize]) -> Vec<usize> {
        merge(base, ours, theirs, &|_| true).members
    }

    #[test]
    fn the_fewest_count_as_moved() {
        assert_eq!(longest_rise(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(longest_rise(&[]), [] as [bool; 0]);
        assert_eq!(longest_rise(&[0, 1, 2]), [true; 3]);
    }

    #[test]
    fn both_sides_orders_come_together() {
        for (base, ours, theirs, expected) in [
            (&[0, 1, 2][..], &[0, 3, 1, 2][..], &[0, 1, 2, 4][..], &[0, 3, 1, 2, 4][..]),
            (&[0, 1, 2], &[0, 3, 1, 2], &[0, 4, 1, 2], &[0, 3, 4, 1, 2]),
            (&[0, 1, 2], &[2, 0, 1], &[0, 1, 2, 4], &[2, 4, 0, 1]),
            (&[0, 1, 2, 3], &[1, 0, 2, 3], &[0, 1, 3, 2], &[1, 0, 3, 2]),
            (&[0, 1], &[1, 0], &[1, 0], &[1, 0]),
        ] {
            assert_eq!(merged(base, ours, theirs), expected, "{base:?} {ours:?} {theirs:?}");
        }
    }
}
