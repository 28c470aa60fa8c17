// Where shards are found in the copy of a language that a reader takes along: the twin of aryz.search.copies. It is
// loaded once a shard cannot be fetched.
(search, language, bucket) => {
  const piece = async (name) => {
    const { copies } = await search.load("start");
    return (await search.load(`o/${language}/${bucket(name, copies[language])}`))[name] ?? {};
  };
  return async (name) => {
    if (name === "start") return { ...await search.load(name), ...await piece(name) };
    return name === "f" || /\/\d/.test(name) ? piece(name.replace("-cyrl", "")) : search.load(name);
  };
};
