// The address bar of the page and its playground. Loaded once there is something to follow.

import { AddressBar } from "./address-bar.ts";

const playground = document.querySelector("raft-playground");
if (playground) {
  playground.home = location.href;
  new AddressBar(playground);
}
