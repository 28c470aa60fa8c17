// In files of one interview, whose first page stands there before any script runs: where the large script does not run,
// say what browser it needs.
setTimeout(() => {
  const late = document.getElementById("late");
  if (late) late.hidden = false;
}, 5000);
