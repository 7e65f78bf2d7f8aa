// What makes the document wider than the window: the elements that reach out of it, first those that nothing around them
// cuts off; what is positioned may reach out of a box that scrolls.
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (node) => node && node !== document.body && (getComputedStyle(node).overflowX !== "visible" || scrolls(node.parentElement));
  const out = [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > root.clientWidth + 0.5);
  });
  const free = out.filter((node) => !scrolls(node.parentElement));
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...(free.length ? free : out).slice(0, 8).map((node) => node.outerHTML.slice(0, 120))];
}
