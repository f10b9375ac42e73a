// Like a framework that finds the page other than it drew it: all of the body is drawn anew, again and again.
const drawn = ["header", "main"].map((name) => document.querySelector(name).cloneNode(true));
const draw = () => {
  if ("still" in document.documentElement.dataset) return;
  document.body.replaceChildren(...drawn.map((node) => node.cloneNode(true)));
  document.documentElement.dataset.drawn = String(1 + Number(document.documentElement.dataset.drawn ?? 0));
};
addEventListener("click", draw);
setInterval(draw, 1000);
