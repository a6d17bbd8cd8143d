//! Can these probabilities all be right? `cargo run -p foretell-scoring --example coherence`
#![allow(clippy::print_stdout)] // an example prints

use foretell_scoring::Probability;
use foretell_scoring::coherence::{Constraint, ConstraintSystem, ProbabilityRange};

fn main() {
    // Three courses of which exactly one will be taken, and their probabilities sum to 120 %.
    let stated = [0.5, 0.4, 0.3].map(|value| {
        let value = Probability::new(value).expect("it is a probability");
        ProbabilityRange::from(value)
    });
    let options = Constraint::Partition(vec![0, 1, 2]);
    let cluster =
        ConstraintSystem::new(stated.to_vec(), vec![options]).expect("each is named once");
    for part in cluster.check().parts {
        let Some(repair) = part.repair else { continue };
        println!(
            "who bets at most 1 on each wins {:.2} whatever happens",
            part.sure_loss
        );
        let nearest = repair
            .probabilities
            .iter()
            .map(|p| format!("{:.3}", p.get()));
        println!(
            "nearest coherent: {}",
            nearest.collect::<Vec<_>>().join(", ")
        );
    }
}
