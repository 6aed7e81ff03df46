// The address bar of the page and its figure. Loaded once there is something to follow.

import { AddressBar } from "./address-bar.ts";

const figure = document.querySelector("raft-playground");
if (figure) {
  figure.home = location.href;
  new AddressBar(figure);
}
