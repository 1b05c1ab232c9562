// PCRE2 in 8-bit code units, as modq's texts are UTF-8. The functions carry their suffix (`pcre2_match_8`), because
// Swift does not see the macros that would drop it.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
