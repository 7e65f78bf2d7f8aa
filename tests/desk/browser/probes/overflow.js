// What makes the document wider than the window: the elements that reach out of it and are cut off by none of their own.
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (node) => node && node !== document.body && (getComputedStyle(node).overflowX !== "visible" || scrolls(node.parentElement));
  const out = [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > root.clientWidth + 0.5) && !scrolls(node.parentElement);
  });
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...out.slice(0, 8).map((node) => node.outerHTML.slice(0, 120))];
}
