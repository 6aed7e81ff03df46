// The address bar of the page and its playground. Loaded at the first change of the run.

import { AddressBar } from "./address-bar.ts";

const playground = document.querySelector("raft-playground");
if (playground) {
  playground.home = location.href;
  new AddressBar(playground);
}
