// The element in a Vue project, with the types that Vue's tools check a template against.

import "raft-playground";
import type {} from "raft-playground/vue";
import { createApp, type GlobalComponents, h, ref } from "vue";

type Template = InstanceType<GlobalComponents["raft-playground"]>;
type Props = Template["$props"];

const props: Props = {
  scenario: "figure-8-unsafe",
  t: 400,
  readonly: true,
  view: "cluster,logs",
  class: "wide",
};
// @ts-expect-error: there is no such theme.
const wrong: Props = { theme: "blue", reveal: "interaction" };
void wrong;

/** Listens as a template does. */
function listen(emit: Template["$emit"], event: CustomEvent<{ property: string; time: number }>) {
  emit("violation", event);
  // @ts-expect-error: there is no such event.
  emit("explosion", event);
}
void listen;

const said = ref("waiting");
const onViolation = ({ detail }: CustomEvent<{ property: string; time: number }>) => {
  said.value = `${detail.property} at ${detail.time}`;
};

createApp({
  render: () => [h("raft-playground", { ...props, onViolation }), h("output", said.value)],
}).mount("#root");
