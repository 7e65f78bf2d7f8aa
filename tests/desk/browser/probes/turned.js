// Isolated strings that have what follows them on the same line on the wrong side: direction that leaked out of them.
() => {
  const inline = (node) => getComputedStyle(node).display.startsWith("inline");
  const follower = (node) => {
    let next = node.nextSibling;
    while (next && !next.textContent.trim()) next = next.nextSibling;
    if (next) return next;
    return inline(node.parentElement) ? follower(node.parentElement) : null;
  };
  const firstLetter = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let text = node.nodeType === Node.TEXT_NODE ? node : walker.nextNode();
    while (text && !text.data.trim()) text = walker.nextNode();
    if (!text || !text.parentElement.checkVisibility()) return null;
    const range = document.createRange();
    const at = text.data.search(/\S/);
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  };
  const turned = [];
  let compared = 0;
  for (const node of document.querySelectorAll("main bdi")) {
    const next = follower(node);
    const there = next && firstLetter(next);
    if (!there || !there.width) continue;
    const here = [...node.getClientRects()].filter((box) => box.bottom > there.top + 3 && box.top < there.bottom - 3);
    if (!here.length) continue;
    compared += 1;
    const leftwards = getComputedStyle(node.parentElement).direction === "rtl";
    const left = Math.min(...here.map((box) => box.left));
    const right = Math.max(...here.map((box) => box.right));
    if (leftwards ? there.right > left + 1 : there.left < right - 1) turned.push(node.parentElement.outerHTML.slice(0, 200));
  }
  return { compared, turned };
}
