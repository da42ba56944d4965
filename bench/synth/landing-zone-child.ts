// One landing zone, or the floor of one, in a process of its own: node landing-zone-child.js FILE, which exports the `app`.
const [file] = process.argv.slice(2);

// loaded here and not above: each side pays for the modules it needs, and for no others.
void import(file).then(({ app }) => {
  const { directory } = app.synth();
  // since the process began: what a person waits for.
  console.log(JSON.stringify({ milliseconds: performance.now(), megabytes: process.resourceUsage().maxRSS / 1024, directory }));
});
