// Blocks of text that are wider or narrower with their highlights than without them: letters that no longer join.
({ tolerance }) => {
  const marks = [...document.querySelectorAll("main mark")];
  const block = (node) => (getComputedStyle(node).display === "inline" ? block(node.parentElement) : node);
  const width = (parent, nodes) => {
    const line = document.createElement("span");
    Object.assign(line.style, { position: "absolute", whiteSpace: "nowrap", visibility: "hidden" });
    line.append(...nodes);
    parent.append(line);
    const measured = line.getBoundingClientRect().width;
    line.remove();
    return measured;
  };
  const blocks = [...new Set(marks.map(block))];
  const faults = blocks.flatMap((one) => {
    const marked = one.cloneNode(true);
    const plain = one.cloneNode(true);
    for (const mark of plain.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    plain.normalize();
    const difference = width(one, marked.childNodes) - width(one, plain.childNodes);
    return Math.abs(difference) > tolerance ? [`${difference.toFixed(2)} px: ${one.textContent.trim().slice(0, 60)}`] : [];
  });
  return { marks: marks.length, faults };
}
