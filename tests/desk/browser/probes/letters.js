// Lays out, out of sight, every letter of the page once for each font it is set in; gives back what was laid out, in order.
async ({ each }) => {
  const groups = new Map();
  const put = (text, node) => {
    const style = getComputedStyle(node);
    const key = JSON.stringify([style.fontFamily, style.fontWeight]);
    if (!groups.has(key)) groups.set(key, new Set());
    for (const letter of text) if (!/[\s\p{Cf}\p{Mn}]/u.test(letter)) groups.get(key).add(letter);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.checkVisibility() && parent.tagName !== "title") put(walker.currentNode.data, parent);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) put(field.value + field.placeholder, field);
  document.getElementById("letters")?.remove();
  const holder = document.createElement("div");
  holder.id = "letters";
  Object.assign(holder.style, { position: "fixed", top: "0", opacity: "0" });
  const laid = [];
  for (const [key, letters] of groups) {
    const [family, weight] = JSON.parse(key);
    for (const text of each ? letters : [[...letters].join("")]) {
      const line = document.createElement("div");
      Object.assign(line.style, { fontFamily: family, fontWeight: weight });
      line.textContent = text;
      holder.append(line);
      laid.push({ family: family.split(",")[0], weight, text });
    }
  }
  document.body.append(holder);
  holder.getBoundingClientRect();
  await document.fonts.ready;
  return laid;
}
