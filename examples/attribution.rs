fn main() {
    #[cfg(feature = "train")]
    dev::main();
}
#[cfg(feature = "train")]
mod dev {
    use onrecord::attribute::learned::{Model, attribute};
    use onrecord::base::{OffsetMap, OffsetUnit};
    use onrecord::train::attribution::{Plan, model};
    use onrecord::train::attribution_score::Score;
    use onrecord::train::corpus_polnear::{GoldAttribution, GoldDocument, read};
    use std::path::Path;
    pub fn predict(docs: &[GoldDocument], model: &Model, out: &str) {
        let mut text = String::new();
        for d in docs {
            let map = OffsetMap::new(&d.text, OffsetUnit::Chars);
            let a: Vec<_> = attribute(d.annotations.view(&d.text), model)
                .into_iter()
                .map(|a| {
                    let m = |x: &Vec<_>| x.iter().map(|&s| map.span(s)).collect::<Vec<_>>();
                    serde_json::json!({"source": m(&a.source), "cue": m(&a.cue), "content": m(&a.content), "confidence": a.confidence})
                })
                .collect();
            text += &format!("{}\n", serde_json::json!({"id": d.id, "attributions": a}));
        }
        std::fs::write(out, text).unwrap();
    }
    pub fn main() {
        let root = std::env::var("POLNEAR").unwrap();
        let get = |k: &str, d: f32| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
        let load = |n: &str| {
            let parses = format!("{root}/polnear-{n}-parse.jsonl");
            let parses = std::env::var("SILVER").is_ok().then(|| Path::new(&parses));
            read(Path::new(&format!("{root}/polnear-{n}.jsonl")), parses).unwrap()
        };
        let train = load("train");
        let dev = load("dev");
        let mut plan = Plan::default();
        plan.cue.epochs = get("CE", 6.0) as usize;
        plan.argument.epochs = get("AE", 6.0) as usize;
        plan.cue.rate = get("CR", 0.1);
        plan.argument.rate = get("AR", 0.1);
        plan.cue.dropout = get("CD", 0.1);
        plan.argument.dropout = get("AD", 0.1);
        plan.cue.decay = get("CW", 0.0);
        plan.argument.decay = get("AW", 0.0);
        plan.cue.bits = get("CB", 20.0) as u32;
        plan.argument.bits = get("AB", 20.0) as u32;
        plan.bias = get("TB", 2.0);
        let share = get("SHARE", 1.0);
        let n = (train.len() as f32 * share) as usize;
        let start = std::time::Instant::now();
        let mut m = model(&train[..n], plan);
        eprintln!("trained in {:.1?}", start.elapsed());
        m.source_pull = get("SP", 4.0);
        m.rescue_bias = get("RB", 4.0);
        m.region_prior = [get("P0", -2.0), get("P1", -4.0), get("P2", -6.0), get("P3", -9.0)];
        let bias = std::env::var("BIAS").unwrap_or("0,1,1.5,2".into());
        for b in bias.split(',') {
            m.bias = b.parse().unwrap();
            println!("bias {b}");
            evaluate(&dev, &m);
        }
        if let Ok(path) = std::env::var("OUT") {
            let manifest = onrecord::attribute::learned::Manifest {
                corpus: "PolNeAR 1.0 train; licence not stated, only weights are kept".into(),
                annotations: if std::env::var("SILVER").is_ok() { "silver" } else { "own" }.into(),
                ..Default::default()
            };
            let bytes = m.to_bytes(&manifest);
            let (again, _) = Model::from_bytes("trained", &bytes).unwrap();
            m = again;
            std::fs::write(path, bytes).unwrap();
        }
        let start = std::time::Instant::now();
        predict(&dev, &m, "/tmp/lw/pred.jsonl");
        let words: usize = dev.iter().map(|d| d.text.split_whitespace().count()).sum();
        eprintln!("{:.0} words/s", words as f64 / start.elapsed().as_secs_f64());
    }
    fn evaluate(docs: &[GoldDocument], model: &Model) {
        let mut score = Score::default();
        for d in docs {
            let map = OffsetMap::new(&d.text, OffsetUnit::Chars);
            let m = |x: &Vec<_>| x.iter().map(|&s| map.span(s)).collect::<Vec<_>>();
            let gold: Vec<_> = d
                .attributions
                .iter()
                .map(|a| GoldAttribution { source: m(&a.source), cue: m(&a.cue), content: m(&a.content) })
                .collect();
            let found: Vec<_> = attribute(d.annotations.view(&d.text), model)
                .iter()
                .map(|a| GoldAttribution { source: m(&a.source), cue: m(&a.cue), content: m(&a.content) })
                .collect();
            score.add(&d.text, &gold, &found);
        }
        println!("{score}");
    }
}
