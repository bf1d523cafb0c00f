of the theme
