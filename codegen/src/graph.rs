//! Directed graphs, as the list of each node's successors.

/// The strongly connected components, successors first (Tarjan's algorithm, without recursion: a schema may have as many
/// definitions as it likes).
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        path: Vec::new(),
        on_path: vec![false; edges.len()],
        found: Vec::new(),
    };
    let mut next = 0;
    for start in 0..edges.len() {
        if search.order[start].is_some() {
            continue;
        }
        // A node, and how many of its edges have been followed.
        let mut open = vec![(start, 0)];
        while let Some((node, followed)) = open.pop() {
            if followed == 0 {
                search.enter(node, next);
                next += 1;
            } else {
                search.returned(node, edges[node][followed - 1]);
            }
            let mut more = followed;
            let target = loop {
                let Some(target) = edges[node].get(more) else { break None };
                more += 1;
                if search.order[*target].is_none() {
                    break Some(*target);
                }
                search.met(node, *target);
            };
            match target {
                Some(target) => open.extend([(node, more), (target, 0)]),
                None => search.leave(node),
            }
        }
    }
    search.found
}

/// The nodes that lead back to themselves.
pub(crate) fn on_cycles(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut on_cycle = vec![false; edges.len()];
    for component in components(edges) {
        for node in &component {
            on_cycle[*node] = component.len() > 1 || edges[*node].contains(node);
        }
    }
    on_cycle
}

/// A bound on the length of the paths that visit no node twice: exact where there are no cycles.
pub(crate) fn longest_path(edges: &[Vec<usize>]) -> usize {
    let mut component_of = vec![0; edges.len()];
    let mut longest: Vec<usize> = Vec::new();
    for (index, component) in components(edges).into_iter().enumerate() {
        component.iter().for_each(|node| component_of[*node] = index);
        let next = component.iter().flat_map(|node| &edges[*node]);
        let next = next.map(|node| component_of[*node]).filter(|other| *other != index);
        let below = next.filter_map(|other| longest.get(other)).max().copied().unwrap_or(0);
        longest.push(component.len() + below);
    }
    longest.into_iter().max().unwrap_or(0)
}

struct Search {
    /// When each node was entered.
    order: Vec<Option<usize>>,
    /// The earliest entered node of the path that each one leads back to.
    lowest: Vec<usize>,
    path: Vec<usize>,
    on_path: Vec<bool>,
    found: Vec<Vec<usize>>,
}

impl Search {
    fn enter(&mut self, node: usize, order: usize) {
        self.order[node] = Some(order);
        self.lowest[node] = order;
        self.path.push(node);
        self.on_path[node] = true;
    }

    fn met(&mut self, node: usize, target: usize) {
        if let (true, Some(order)) = (self.on_path[target], self.order[target]) {
            self.lowest[node] = self.lowest[node].min(order);
        }
    }

    fn returned(&mut self, node: usize, target: usize) {
        if self.on_path[target] {
            self.lowest[node] = self.lowest[node].min(self.lowest[target]);
        }
    }

    fn leave(&mut self, node: usize) {
        if self.order[node] != Some(self.lowest[node]) {
            return;
        }
        let start = self.path.iter().rposition(|other| *other == node).unwrap_or(0);
        let component = self.path.split_off(start);
        component.iter().for_each(|member| self.on_path[*member] = false);
        self.found.push(component);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_the_called_come_first() {
        // 0 → 1 → 2 → 1, 2 → 3, 4 → 4
        let found = components(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        assert_eq!(found, [vec![3], vec![1, 2], vec![0], vec![4]]);
    }

    #[test]
    fn paths_are_bounded_by_cycles_and_chains() {
        assert_eq!(longest_path(&[]), 0);
        // 0 → 1 → 2 → 1, 2 → 3, 4 → 4
        assert_eq!(longest_path(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]), 4);
        assert_eq!(longest_path(&[vec![1, 2], vec![2], vec![]]), 3);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let calls: Vec<Vec<usize>> =
            (0..200_000).map(|next| if next < 199_999 { vec![next + 1] } else { vec![] }).collect();
        let found = components(&calls);
        assert_eq!((found.len(), &found[0]), (200_000, &vec![199_999]));
    }
}
