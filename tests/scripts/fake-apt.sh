# A machine that lacks everything, for the cases of scripts/setup: sourced with
# the current folder as scratch.  bin/ becomes the whole PATH; apt-get and make
# only say what they were asked.  `have` lists the packages that are there,
# lists-are-fresh says that apt's lists are, not-found that apt-get fails once.
export FAKES=$PWD
mkdir bin
for tool in sh sed sort head grep dirname cat chmod rm touch; do
	ln -s "$(command -v "$tool")" bin/
done
touch have lists-are-fresh

fake() {
	{ echo '#!/bin/sh'; cat; } > "bin/$1"
	chmod +x "bin/$1"
}
fake id <<-'END'
	echo 0
END
fake find <<-'END'
	[ ! -e "$FAKES/lists-are-fresh" ] || echo some_Packages
END
fake dpkg <<-'END'
	grep -qx "$2" "$FAKES/have" && echo 'Status: install ok installed'
END
fake make <<-'END'
	echo "make $*"
END
fake apt-get <<-'END'
	echo "apt-get $*"
	[ "$2" != update ] || touch "$FAKES/lists-are-fresh"
	[ "$2" != install ] || [ ! -e "$FAKES/not-found" ] ||
	    { rm "$FAKES/not-found"; exit 100; }
	[ -x "$FAKES/bin/make" ] || chmod +x "$FAKES/bin/make"
END

setup() {
	PATH=$FAKES/bin SETUP_ROOT=$FAKES/none sh "$ROOT/scripts/setup" "$@" 2>&1
}
