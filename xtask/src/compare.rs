//! `cargo xtask compare`: the types of this compiler and those of typify, on the same schemas and instances.

mod bounded;
mod crates;
mod generate;
mod inputs;
mod report;
mod tool;
mod verdict;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use voltype_build::files;

use crate::codegen::root;
use crate::terminal::{self, shown};
use crates::{Crates, Figures};
use inputs::{Input, inputs, instances};
use report::{Results, Setting};
use tool::{Helper, Tool, helper};
use verdict::Verdict;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A folder with a folder of schemas for each version of OCPP.
    #[arg(long, value_name = "DIR")]
    ocpp: Option<PathBuf>,
    /// A folder of folders with `schema.json` and `instances.jsonl`.
    #[arg(long, value_name = "DIR")]
    corpora: Option<PathBuf>,
    /// Use only the inputs whose group and name contain this text: `golden`, `OCPP v16: Boot`.
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// Use only this tool.
    #[arg(long, value_enum)]
    tool: Option<Tool>,
    /// How many instances to sample from each schema outside of the repository, and how many to mutate.
    #[arg(long, value_name = "N", default_value_t = 100)]
    count: usize,
}

impl Arguments {
    /// Whether all of the comparison is asked for.
    fn is_whole(&self) -> bool {
        let Arguments { ocpp, corpora, only, tool, count: _ } = self;
        ocpp.is_some() && corpora.is_some() && only.is_none() && tool.is_none()
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let (mut screen, mut log) = (terminal::screen(), terminal::log());
    let good = compare(arguments, &mut screen, &mut log);
    crate::ended(good.map(crate::verdict), &mut log)
}

/// Returns whether all answers of this compiler's types are right.
fn compare(
    arguments: &Arguments,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<bool> {
    let mut inputs = inputs(arguments.ocpp.as_deref(), arguments.corpora.as_deref())?;
    let only = arguments.only.as_deref().unwrap_or_default();
    inputs.retain(|input| format!("{}: {}", input.set, input.name).contains(only));
    if inputs.is_empty() {
        return Err(io::Error::other(format!("no input has {only:?} in its name")));
    }
    let helper = helper(log)?;
    let folder = helper.program.with_file_name("instances");
    instances(&inputs, arguments.count, &folder)?;
    writeln!(log, "made the instances of {} inputs", inputs.len())?;
    let tools = arguments.tool.map_or_else(|| vec![Tool::Voltype, Tool::Typify], |tool| vec![tool]);
    let mut all = Vec::new();
    for tool in tools {
        all.push(results(&inputs, tool, &helper, &folder, log)?);
    }
    writeln!(screen, "{}", report::aligned(&report::table(&inputs, &all)))?;
    // Those of the other tool are many.
    let explained = all.iter().filter(|one| one.tool == Tool::Voltype || arguments.tool.is_some());
    for results in explained {
        write!(screen, "{}", report::faults(&inputs, results))?;
    }
    totals(&all, screen)?;
    if arguments.is_whole() {
        let setting = Setting { typify: &helper.typify, count: arguments.count };
        let text = report::document(&inputs, &all, setting);
        files::write(&root().join("docs"), &BTreeMap::from([("COMPARISON.md".to_owned(), text)]))?;
        writeln!(log, "wrote {}", shown(&root().join("docs/COMPARISON.md")))?;
    }
    let ours = all.iter().find(|results| results.tool == Tool::Voltype);
    Ok(ours.is_none_or(|ours| ours.verdicts.iter().all(Verdict::is_exact)))
}

/// Generates with a tool, compiles, and asks.
fn results(
    inputs: &[Input],
    tool: Tool,
    helper: &Helper,
    instances: &Path,
    log: &mut impl Write,
) -> io::Result<Results> {
    let generated = match tool {
        Tool::Voltype => generate::voltype(inputs)?,
        Tool::Typify => generate::typify(inputs, &helper.program)?,
    };
    let good = inputs.len() - generated.refused.len();
    writeln!(log, "{}: generated {good} of {}", tool.name(), inputs.len())?;
    let mut crates = Crates::new(inputs, &generated, tool, log)?;
    let by_module = crates.figures(&helper.program)?;
    crates.build(log)?;
    let mut verdicts = Vec::new();
    for index in 0..inputs.len() {
        let path = instances.join(format!("{index}.jsonl"));
        verdicts.push(verdict(&crates, &generated.refused, index, &path)?);
    }
    let mut figures: BTreeMap<String, Figures> = BTreeMap::new();
    for module in &generated.modules {
        let first = module.roots.keys().next().and_then(|index| inputs.get(*index));
        if let Some((input, own)) = first.zip(by_module.get(&module.name)) {
            figures.entry(input.set.clone()).or_default().add(*own);
        }
    }
    Ok(Results { tool, verdicts, figures })
}

/// What a tool made of one input.
fn verdict(
    crates: &Crates<'_>,
    refused: &BTreeMap<usize, String>,
    index: usize,
    instances: &PathBuf,
) -> io::Result<Verdict> {
    let Some(module) = crates.module(index) else {
        return Ok(Verdict::Refused(refused.get(&index).cloned().unwrap_or_default()));
    };
    if let Some(error) = crates.rejected.get(&module.name) {
        return Ok(Verdict::Rejected(error.clone()));
    }
    Ok(match crates.ask(index, instances)? {
        Ok(counts) => Verdict::Asked(serde_json::from_value(counts)?),
        Err(why) => Verdict::Failed(why),
    })
}

/// How many instances there were in all, for each tool.
fn totals(all: &[Results], screen: &mut impl Write) -> io::Result<()> {
    for results in all {
        let mut sum = verdict::Counts::default();
        results.verdicts.iter().filter_map(Verdict::counts).for_each(|counts| sum.add(counts));
        let verdict::Counts { valid, accepted: _, kept, invalid, refused, .. } = sum;
        let verdict::Counts { formats, formats_right, large, large_refused, .. } = sum;
        let verdict::Counts { split, split_as_first, .. } = sum;
        let tool = results.tool.name();
        writeln!(
            screen,
            "{tool}: {kept} of {valid} valid instances unchanged, {refused} of {invalid} invalid ones refused\n  \
             formats decide {formats} more, {formats_right} of these right; {large} have integers of more than 64 bits, \
             {large_refused} of these refused; on {split} other validators disagree, \
             {split_as_first} of these treated as jsonschema does"
        )?;
    }
    for results in all {
        for (set, figures) in &results.figures {
            writeln!(screen, "{}, {set}: {} lines", results.tool.name(), figures.lines)?;
        }
    }
    Ok(())
}
