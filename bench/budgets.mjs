// What the figures are held against: ratios within one run, so that the machine does not matter.

/** The rows of the table judged: one entry a budget that can be told from them. */
export function judge(rows) {
    const budgets = [];
    const byName = new Map(rows.map(row => [row.name, row]));
    const add = (name, wanted, measured, holds) => budgets.push({ name, wanted, measured, holds });
    const faster = (row, key, name, wanted) => {
        if (!row.runbook || !row[key]) return;
        const ratio = row.runbook / row[key];
        add(`${row.name}: ${name}`, `at least ${wanted}× the pipeline`, `${ratio.toFixed(1)}×`, ratio >= wanted);
    };
    for (const row of rows) {
        faster(row, "warm", "warm, no change", 40);
        // Many changes at once have no budget: their number is the history's, and what they take stands in the table.
        if (!row.statements) faster(row, "change", "a change", 10);
        faster(row, "destructive", "destructive", 10);
        faster(row, "cold", "cold", 2.5);
        if (!isGenerated(row)) add(`${row.name}: memory`, "under 60 MB", `${row.peak.toFixed(1)} MB`, row.peak < 60);
    }
    const [small, large] = [byName.get("litellm"), byName.get("trigger.dev")];
    for (const [key, name] of [["warm", "no change"], ["change", "a change"], ["destructive", "destructive"]]) {
        if (!small?.[key] || !large?.[key]) continue;
        add(`trigger.dev warm, beside litellm: ${name}`, "at most 2×", `${(large[key] / small[key]).toFixed(2)}×`, large[key] <= 2 * small[key]);
    }
    const [half, whole] = rows.filter(isGenerated);
    if (half && whole) {
        for (const [key, name] of [["cold", "cold"], ["warm", "warm, no change"], ["change", "a change"], ["destructive", "destructive"], ["peak", "memory"]]) {
            const growth = whole[key] / half[key];
            // A tenth for what a run of its own is off by.
            add(`twice the models and migrations: ${name}`, "at most 2.2×", `${growth.toFixed(2)}×`, growth <= 2.2);
        }
    }
    return budgets;
}

const isGenerated = row => / models, /.test(row.name);
