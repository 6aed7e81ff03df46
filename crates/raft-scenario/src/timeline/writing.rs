//! The text of a run, written in bounded steps.

use super::Timeline;
use crate::print::Printer;
use crate::scenario::Step;
use crate::script::Merging;

/// The text of a run, being written in short steps. It is valid only if nothing is done to the run meanwhile.
pub struct Writing {
    merging: Merging,
    steps: Vec<Step>,
    printer: Option<Printer>,
    size: usize,
}

/// The number of steps that are put in order in the time it takes to write a line.
const MERGED_FOR_A_LINE: u64 = 4;

impl Writing {
    /// Writes about `budget` more lines. Returns true when the text is complete.
    pub fn go_on(&mut self, timeline: &Timeline, budget: u64) -> bool {
        if self.printer.is_none() {
            for _ in 0..budget.saturating_mul(MERGED_FOR_A_LINE) {
                let Some(step) = self.merging.next(&timeline.script) else {
                    self.printer = Some(Printer::new(&timeline.scenario, &self.steps));
                    break;
                };
                self.steps.push(step);
            }
            return false;
        }
        let Some(printer) = &mut self.printer else { return false };
        printer.go_on(&timeline.scenario, &self.steps, budget)
    }

    /// The number of steps that have been written.
    pub fn done(&self) -> usize {
        self.printer.as_ref().map_or(0, Printer::done)
    }

    /// The number of steps.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Returns what has been written.
    pub fn finish(self) -> String {
        self.printer.map_or_else(String::new, |printer| printer.text)
    }
}

impl Timeline {
    /// Starts to write the run as a text: in steps, what printing [`Timeline::to_scenario`] does in one go.
    pub fn start_writing(&self) -> Writing {
        let size = self.script.annotations.len() + self.script.plan.len();
        Writing { merging: Merging::default(), steps: Vec::new(), printer: None, size }
    }
}
