// «Leave now»: go to a neutral page without leaving this one behind «Back». Without script it is a plain link.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a.aryz-leave");
  if (link) {
    event.preventDefault();
    document.documentElement.style.visibility = "hidden";
    location.replace(link.href);
  }
});
