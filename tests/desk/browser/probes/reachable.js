// Sets out to note what the keyboard reaches; gives back how much there is to reach.
() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const usable = (node) => !node.disabled && node.checkVisibility({ visibilityProperty: true });
  const group = (node) => (node.type === "radio" ? document.querySelector(`input[name="${CSS.escape(node.name)}"]`) : node);
  const wanted = new Set([...document.querySelectorAll(kinds)].filter(usable).map(group));
  const state = { wanted, reached: new Set(), dim: new Set() };
  const isShown = (node) => {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const inView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return inView && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  window.marsadReachable = state;
  document.activeElement?.blur();
  window.scrollTo(0, 0);
  document.addEventListener("focusin", (event) => {
    state.reached.add(group(event.target));
    if (!isShown(event.target)) state.dim.add(event.target.outerHTML.slice(0, 120));
  });
  return wanted.size;
}
