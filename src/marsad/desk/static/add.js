// Shows how far a job is as it goes on. Without it the page shows the same when it is loaded again.
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
