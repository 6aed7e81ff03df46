// A lesson's texts in one language: `en.md` or `zh.md`.

import { goalOf } from "./format.ts";
import { type Block, type Inline, joined, readBlocks, readInline, termsIn } from "./markdown.ts";

/** The texts of a lesson. */
export interface LessonText {
  title: string;
  /** One sentence: what the reader will know afterwards. */
  summary: Inline[];
  /** The texts of the steps by their names, in the order of the file. */
  steps: Map<string, StepText>;
}

export interface StepText {
  heading: string;
  body: Block[];
  /** For a prediction: the text of each choice. */
  choices: Map<string, Inline[]>;
  /** Shown when the reader asks for help. */
  hint: Inline[] | undefined;
  /** Shown when the goal is reached, the prediction was right, or the run that was found has been played. */
  done: Inline[] | undefined;
  /** Shown when the prediction was wrong. */
  not: Inline[] | undefined;
  /** The text of each condition of the goal. */
  goals: Inline[][];
}

/** Parses a lesson's text. `choicesOf` returns the choices that a step offers. */
export function readText(text: string, choicesOf: (id: string) => string[]): LessonText {
  const [head = "", ...sections] = text.replace(/\r\n/g, "\n").split(/^## /m);
  const [first = "", ...rest] = head.trim().split("\n");
  const summary = rest.map((line) => line.trim()).filter(Boolean);
  const steps = sections.map((section): [string, StepText] => {
    const [id = "", ...lines] = section.split("\n");
    return [id.trim(), readStep(lines, choicesOf(id.trim()))];
  });
  return {
    title: first.replace(/^# /, "").trim(),
    summary: readInline(summary.length > 0 ? summary.reduce(joined) : ""),
    steps: new Map(steps),
  };
}

function readStep(lines: string[], choices: string[]): StepText {
  const step: StepText = {
    heading: "",
    body: [],
    choices: new Map(),
    hint: undefined,
    done: undefined,
    not: undefined,
    goals: [],
  };
  const body: string[] = [];
  let said: [string, string] | undefined;
  const close = () => {
    if (said) take(step, ...said);
    said = undefined;
  };
  for (const line of lines) {
    const [, name, words = ""] = /^> ?(?:(hint|done|not|goal):)? ?(.*)$/.exec(line) ?? [];
    const choice = /^- ([a-z0-9-]+): (.*)$/.exec(line);
    if (name !== undefined) {
      close();
      said = [name, words.trim()];
    } else if (line.startsWith(">")) {
      // A sentence that continues on this line.
      if (said) said[1] = joined(said[1], words.trim());
    } else if (choice?.[1] && choices.includes(choice[1])) {
      step.choices.set(choice[1], readInline(choice[2] ?? ""));
    } else if (line.startsWith("### ")) step.heading = line.slice(4).trim();
    else body.push(line);
  }
  close();
  step.body = readBlocks(body);
  return step;
}

function take(step: StepText, name: string, words: string): void {
  const line = readInline(words);
  if (name === "goal") step.goals.push(line);
  else if (name === "hint" || name === "done" || name === "not") step[name] = line;
}

/** All lines of a step. */
export function linesOf({ body, choices, hint, done, not, goals }: StepText): Inline[][] {
  const blocks = body.flatMap((block) => (block.type === "list" ? block.items : [block.text]));
  const said = [hint, done, not].filter((line) => line !== undefined);
  return [...blocks, ...choices.values(), ...said, ...goals];
}

/** The glossary terms that a lesson links to. */
export function termsOf({ summary, steps }: LessonText): string[] {
  return [summary, ...[...steps.values()].flatMap(linesOf)].flatMap(termsIn);
}

/** Returns what is wrong with a text, given its lesson's steps, in sentences. */
export function textProblems(
  text: LessonText,
  steps: {
    id: string;
    task?: { goal: string[] };
    predict?: { choices: string[] };
    search?: { goal: string[] };
  }[],
): string[] {
  const problems: string[] = [];
  if (!text.title) problems.push("no title");
  if (text.summary.length === 0) problems.push("no summary");
  const [named, wanted] = [[...text.steps.keys()], steps.map(({ id }) => id)];
  if (named.join() !== wanted.join()) problems.push(`sections ${named}, but steps ${wanted}`);
  for (const { id, ...asked } of steps) {
    const { task, predict, search } = asked;
    const goals = goalOf(asked).length;
    const step = text.steps.get(id);
    if (!step) continue;
    if (!step.heading) problems.push(`${id}: no heading`);
    if (step.body.length === 0) problems.push(`${id}: no text`);
    if ((task || predict || search) && !step.done) problems.push(`${id}: no "> done:"`);
    if (task && !step.hint) problems.push(`${id}: no "> hint:"`);
    if (predict && !step.not) problems.push(`${id}: no "> not:"`);
    if (step.goals.length !== goals) {
      problems.push(`${id}: ${step.goals.length} "> goal:" for ${goals} conditions`);
    }
    for (const choice of predict?.choices ?? []) {
      if (!step.choices.has(choice)) problems.push(`${id}: no text for the choice ${choice}`);
    }
  }
  return problems;
}
