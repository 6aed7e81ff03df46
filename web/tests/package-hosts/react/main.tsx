// The element in a React project, with typed attributes and events.

import "raft-playground";
import type {} from "raft-playground/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Post() {
  const [said, setSaid] = useState("waiting");
  return (
    <>
      <raft-playground
        scenario="figure-8-unsafe"
        t={400}
        readonly
        view="cluster,logs"
        onviolation={({ detail }) => setSaid(`${detail.property} at ${detail.time}`)}
      />
      {/* @ts-expect-error: there is no such theme. */}
      <raft-playground theme="blue" reveal="interaction" />
      <output>{said}</output>
    </>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Post />);
