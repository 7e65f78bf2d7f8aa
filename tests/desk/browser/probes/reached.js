// What the keyboard has not reached, and what it reached without showing so.
() => {
  const { wanted, reached, dim } = window.marsadReachable;
  return { missed: [...wanted].filter((node) => !reached.has(node)).map((node) => node.outerHTML.slice(0, 120)), dim: [...dim] };
}
