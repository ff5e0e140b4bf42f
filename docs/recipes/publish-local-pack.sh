#!/bin/sh
# Checks, proves, tests and builds a local pack, and copies the built folder to where it is published.
# Stops at the first thing that is wrong; what is published stays as it is then.
#
# usage, in the folder of lykta:  sh docs/recipes/publish-local-pack.sh packs/fi-town /var/www/guide
#
# The last word is a folder that your web server shows. It is replaced as a whole.
set -eu

pack=${1:?name the folder of the pack, such as packs/fi-town}
target=${2:?name the folder that is published, such as /var/www/guide}
# With a stroke at its end, what is put beside the folder would stand in it.
target=${target%/}
name=$(basename "$pack")

tool=${LYKTA_PACK:-cargo run --quiet --package lykta-pack --}
build=${LYKTA_BUILD:-cargo xtask build --packs $name}
dist=${LYKTA_DIST:-dist}

$tool check --strict "$pack"
$tool drift "$pack"
$tool prove "$pack"
$tool test "$pack"
$build

# First beside the old folder, so that nobody meets half a guide.
rm -rf "$target.new" "$target.old"
cp -R "$dist" "$target.new"
if [ -e "$target" ]; then
  mv "$target" "$target.old"
fi
mv "$target.new" "$target"
rm -rf "$target.old"
echo "published: $target"
