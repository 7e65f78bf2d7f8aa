// Shows how far a job is as it goes on; without it the page shows the same when it is loaded again. Takes files that are dropped
// anywhere on the page where they are added; without it they can be dropped on their field.
"use strict";
{
  const progress = document.getElementById("progress");
  const events = progress?.dataset.events;
  const pause = 500; // milliseconds between two looks at the page
  let wanted = false, busy = false;

  async function look() {
    wanted = true;
    if (busy) return;
    busy = true;
    while (wanted) {
      wanted = false;
      const answer = await fetch(location.href, {cache: "no-cache"});
      if (!answer.ok) break;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (fresh) progress.replaceChildren(...fresh.childNodes);
      await new Promise((done) => setTimeout(done, pause));
    }
    busy = false;
  }

  if (events) {
    const source = new EventSource(events);
    source.addEventListener("job", (event) => {
      if (JSON.parse(event.data).ended) source.close();
      look();
    });
    document.getElementById("reload")?.remove();
  }
}
{
  const field = document.querySelector(".adding input[type=file]");
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (over) => field.closest("form").classList.toggle("over", over);

  if (field) {
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(true);
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(false); });
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(false);
      field.files = event.dataTransfer.files;
      field.closest("form").querySelector("button").focus();
    });
  }
}
