//! Finding dates that satisfy all bounds, or a circle of bounds that none can satisfy.
//!
//! Queue-based Bellman–Ford with subtree disassembly: R. E. Tarjan, "Shortest paths" (1981); B. V. Cherkassky
//! and A. V. Goldberg, "Negative-cycle detection algorithms" (1999). When a moment moves, all that hung on it in
//! the tree of shortest paths leaves the tree at once; if the moment that moved it is among them, the bounds in
//! between go round in a negative circle. On networks as chronicles have them this is close to linear.

use std::collections::VecDeque;
use std::sync::Arc;

use super::graph::{Graph, LinkId, Node, ORIGIN, ReasonId};
use super::weight::{Limit, Weight};

const NONE: u32 = u32::MAX;
/// In days: later than all that any calendar and most sums of lengths of time come to.
const FAR: i64 = 1 << 40;

/// The date of a moment that was not reached yet.
const NOWHERE: Weight = Weight { days: i64::MAX, order: i64::MAX };

/// Which reasons count, and the current bound of each link.
#[derive(Clone, Debug)]
pub struct State {
    /// For each reason, whether its bounds count.
    pub active: Vec<bool>,
    /// For each link, its bound.
    pub bounds: Arc<Vec<Bound>>,
}

/// All that is asked of a link at every step. Links lie anywhere in memory, so it stands in one place.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// How far.
    pub limit: Limit,
    /// Who says so.
    reason: ReasonId,
}

/// The bounds of links, of lengths that hold wherever they may lie.
pub fn bounds(graph: &Graph) -> Arc<Vec<Bound>> {
    Arc::new(graph.links().iter().map(|link| Bound { limit: link.limit(), reason: link.reason }).collect())
}

impl State {
    /// Which reasons count, and lengths hold wherever they may lie.
    pub fn new(graph: &Graph, active: Vec<bool>) -> Self {
        Self { active, bounds: bounds(graph) }
    }

    /// The bound of a link.
    pub fn bound(&self, id: LinkId) -> Bound {
        self.bounds[id as usize]
    }

    /// How far a link's bound lies.
    pub fn weight(&self, id: LinkId) -> Weight {
        self.bound(id).limit.into()
    }

    /// Whether a link counts.
    pub fn counts(&self, id: LinkId) -> bool {
        self.active[self.bound(id).reason as usize]
    }
}

/// A search for dates, which can go on after bounds were taken away.
#[derive(Clone, Debug)]
pub struct Search {
    /// A date for each moment; they satisfy all bounds once [`Search::run`] found no circle.
    pub at: Vec<Weight>,
    /// The link that last moved a moment.
    parent: Vec<LinkId>,
    depth: Vec<u32>,
    next: Vec<Node>,
    previous: Vec<Node>,
    in_tree: Vec<bool>,
    queued: Vec<bool>,
    queue: VecDeque<Node>,
}

impl Search {
    /// Starts from dates that lie close to what is wanted, so that little has to move: each moment as the first
    /// bounds found from the origin leave it, those in days before mere orders, which leave much room.
    pub fn new(graph: &Graph, state: &State) -> Self {
        let mut at = vec![NOWHERE; graph.nodes()];
        let (mut by_days, mut by_order) = (VecDeque::new(), VecDeque::new());
        for root in (0..).take(graph.nodes()) {
            if at[root as usize] != NOWHERE {
                continue;
            }
            // What has no upper bound starts later than everything that has one: else it would move all the others,
            // for the origin lies where it lies.
            let days = if root == ORIGIN { 0 } else { FAR };
            at[root as usize] = Weight { days, order: 0 };
            by_days.push_back(root);
            loop {
                // At first by days, and by mere orders once all that is left hangs on them.
                let first = by_days.pop_front();
                let Some(node) = first.or_else(|| by_order.pop_front()) else { break };
                let here = at[node as usize];
                let mut orders = false;
                for &(id, to) in graph.out(node) {
                    if at[to as usize] != NOWHERE {
                        continue;
                    }
                    let limit = state.bound(id).limit;
                    if first.is_some() && !limit.in_days() {
                        orders = true;
                    } else if state.counts(id) {
                        at[to as usize] = here + limit.into();
                        by_days.push_back(to);
                    }
                }
                if orders {
                    by_order.push_back(node);
                }
            }
        }
        Self::from(at, (0..).take(graph.nodes()))
    }

    /// Starts from given dates, looking only at what these moments bound.
    pub fn from(at: Vec<Weight>, moved: impl Iterator<Item = Node>) -> Self {
        let count = at.len();
        let mut search = Self {
            at,
            parent: vec![NONE; count],
            depth: vec![1; count],
            // One thread through all trees in preorder; the last entry is its head.
            next: (1..=count as u32).chain([0]).collect(),
            previous: [count as u32].into_iter().chain(0..count as u32).collect(),
            in_tree: vec![true; count],
            queued: vec![false; count],
            queue: VecDeque::new(),
        };
        search.touch(moved);
        search
    }

    /// Looks at what these moments bound once more.
    pub fn touch(&mut self, nodes: impl Iterator<Item = Node>) {
        for node in nodes {
            if !self.in_tree[node as usize] {
                self.root(node);
            }
            self.push(node);
        }
    }

    /// Bounds were taken away: what hung on them stands by itself again.
    pub fn cut(&mut self, state: &State) {
        for node in (0..).take(self.at.len()) {
            if !self.in_tree[node as usize] {
                self.root(node);
                self.push(node);
            } else if self.parent[node as usize] != NONE && !state.counts(self.parent[node as usize]) {
                let depth = self.depth[node as usize];
                let mut below = node;
                loop {
                    let after = self.next[below as usize];
                    self.unthread(below);
                    self.root(below);
                    below = after;
                    if below as usize == self.at.len() || self.depth[below as usize] <= depth {
                        break;
                    }
                }
            }
        }
    }

    fn root(&mut self, node: Node) {
        self.in_tree[node as usize] = true;
        self.parent[node as usize] = NONE;
        self.depth[node as usize] = 1;
        // At the end of the thread, after everything else.
        let head = self.at.len() as u32;
        self.thread_after(self.previous[head as usize], node);
    }

    fn push(&mut self, node: Node) {
        if !self.queued[node as usize] {
            self.queued[node as usize] = true;
            self.queue.push_back(node);
        }
    }

    fn thread_after(&mut self, place: u32, node: Node) {
        let after = self.next[place as usize];
        self.next[place as usize] = node;
        self.previous[node as usize] = place;
        self.next[node as usize] = after;
        self.previous[after as usize] = node;
    }

    fn unthread(&mut self, node: Node) {
        let (before, after) = (self.previous[node as usize], self.next[node as usize]);
        self.next[before as usize] = after;
        self.previous[after as usize] = before;
    }

    /// Moves moments until all bounds hold.
    ///
    /// # Errors
    /// A circle of bounds that cannot hold, each link leading to the next; afterwards take a bound away, call
    /// [`Search::cut`] and run again.
    pub fn run(&mut self, graph: &Graph, state: &State) -> Result<(), Vec<LinkId>> {
        while let Some(node) = self.queue.pop_front() {
            self.queued[node as usize] = false;
            if !self.in_tree[node as usize] {
                continue;
            }
            for &(id, to) in graph.out(node) {
                let moved = self.at[node as usize] + state.weight(id);
                if moved >= self.at[to as usize] || !state.counts(id) {
                    continue;
                }
                if let Some(circle) = self.disassemble(graph, id) {
                    self.queued[node as usize] = true;
                    self.queue.push_front(node);
                    return Err(circle);
                }
                self.at[to as usize] = moved;
                self.parent[to as usize] = id;
                self.depth[to as usize] = self.depth[node as usize] + 1;
                self.in_tree[to as usize] = true;
                self.thread_after(node, to);
                self.push(to);
            }
        }
        Ok(())
    }

    /// Takes the moment that a link moves out of the tree with all that hangs on it, unless the link's other end
    /// is among it: then the circle is given.
    fn disassemble(&mut self, graph: &Graph, id: LinkId) -> Option<Vec<LinkId>> {
        let link = graph.link(id);
        if link.from == link.to {
            return Some(vec![id]);
        }
        let top = link.to;
        if !self.in_tree[top as usize] {
            return None;
        }
        let last = self.at.len() as u32;
        let hangs =
            |search: &Self, below: Node| below != last && search.depth[below as usize] > search.depth[top as usize];
        // First a look, so that nothing is changed where there is a circle.
        let mut below = self.next[top as usize];
        while hangs(self, below) {
            if below == link.from {
                let mut circle = vec![id];
                let mut node = link.from;
                while node != top {
                    let up = self.parent[node as usize];
                    circle.push(up);
                    node = graph.link(up).from;
                }
                circle.reverse();
                return Some(circle);
            }
            below = self.next[below as usize];
        }
        let mut below = self.next[top as usize];
        while hangs(self, below) {
            self.in_tree[below as usize] = false;
            let after = self.next[below as usize];
            self.unthread(below);
            below = after;
        }
        self.unthread(top);
        None
    }
}
