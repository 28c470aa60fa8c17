// Where shards are found in the copy of a language that a reader takes along: the twin of aryz.search.copies. It is
// loaded once a shard cannot be fetched.
(search, language, bucket) => async (name) => {
  if (!/\/\d/.test(name)) return search.load(name);
  const shard = name.replace("-cyrl", ""), { copies } = await search.load("start");
  return (await search.load(`o/${language}/${bucket(shard, copies[language])}`))[shard] ?? {};
};
